cimport cython

from ..text.words cimport Splitter
from .names cimport Name


@cython.locals(name=Name, found=list, has_co=bint, start=Py_ssize_t)
cpdef list with_whole_firms(object names, str text, Splitter splitter)

@cython.locals(last=Name, low=Py_ssize_t)
cdef Py_ssize_t _begins(Name name, list before, str text)

cdef Py_ssize_t _owner(Name name, str text, Splitter splitter)

@cython.locals(name=Name)
cdef list _with_short(list names, str text, Splitter splitter)
