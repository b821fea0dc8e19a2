cimport cython

from .features cimport Reading
from ..text.words cimport Word


cdef class Votes:
    cdef object _stretches, _tagger
    cdef Reading _reading
    cdef dict _counts

    @cython.locals(
        words=list,
        upper=list,
        counts=dict,
        kind=list,
        votes=list,
        kinds=Py_ssize_t,
        place=Py_ssize_t,
        at=Py_ssize_t,
        word=Word,
    )
    cdef _count(self, list places, list labels)

    @cython.locals(
        words=list,
        upper=list,
        places=list,
        starts=list,
        found=list,
        torn=set,
        number=Py_ssize_t,
        place=Py_ssize_t,
        at=Py_ssize_t,
        word=Word,
    )
    cpdef list again(self)

    @cython.locals(
        weights=double[::1],
        kind=list,
        words=list,
        upper=list,
        votes=list,
        shares=list,
        number=Py_ssize_t,
        place=Py_ssize_t,
        at=Py_ssize_t,
        row=Py_ssize_t,
        label=Py_ssize_t,
        size=Py_ssize_t,
        outside=Py_ssize_t,
        word=Word,
        loud=bint,
        total=double,
        agreement=double,
    )
    cpdef add_to(self, object stretches, list chosen)


@cython.locals(
    places=list,
    starts=list,
    kind=list,
    begins=list,
    found=list,
    number=Py_ssize_t,
    place=Py_ssize_t,
    count=Py_ssize_t,
    last=Py_ssize_t,
    end=Py_ssize_t,
    name=Py_ssize_t,
)
cpdef list named(object stretches, list labels, object tagger)
