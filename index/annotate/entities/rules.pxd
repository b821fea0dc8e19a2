cimport cython

from ..text.words cimport Splitter
from .names cimport Name


cpdef object parts(Name name, Splitter splitter)

cdef list _parted(Name name)

@cython.locals(words=list, at=Py_ssize_t, place=Py_ssize_t, verb=str)
cdef list _unverbed(Name name, Splitter splitter)

@cython.locals(found=tuple, start=Py_ssize_t, end=Py_ssize_t, before=str)
cpdef Name settled(Name name, Splitter splitter)

@cython.locals(name=Name, people=set, speaking=set, places=set)
cpdef list placed(object names, str text, Splitter splitter)

@cython.locals(stop=Py_ssize_t)
cdef bint _speaks(str text, Py_ssize_t end)

cdef bint _goes_on(Name one, Name two, str text)

@cython.locals(name=Name, last=Name, found=list, of=bint)
cpdef list joined(object names, str text)
