cimport cython


@cython.locals(
    words=list,
    starts=list,
    ends=list,
    start=Py_ssize_t,
    end=Py_ssize_t,
    line=str,
    piece=str,
    parts=list,
    known=dict,
    first=Py_ssize_t,
    last=Py_ssize_t,
    mark=str,
    word=str,
)
cdef tuple _tokens(str text)


@cython.locals(found=list, at=Py_ssize_t, word=str)
cpdef list places_of(list words, frozenset wanted)
