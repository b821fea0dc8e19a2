cimport cython

from ..text.words cimport Splitter
from .names cimport Name


@cython.locals(name=Name, part=Name, owner=Name, whole=Name, kind=str, low=Py_ssize_t, found=list, short=list)
cpdef list world_names(object names, str text, Splitter splitter)

@cython.locals(words=str, known=str, named=bint, titled=bint)
cdef str _kind(Name name, set families, set firms, Splitter splitter)

cdef Py_ssize_t _day_behind(str words)

cdef str _titled(str words)

@cython.locals(whole=Name)
cdef Name _owned(Name name, Py_ssize_t low, str text, Splitter splitter)

@cython.locals(floor=Py_ssize_t, party=bint)
cdef Name _widened(Name name, Py_ssize_t low, str text)

@cython.locals(before=str)
cdef bint _ends_with_initial(str text, Py_ssize_t end)

@cython.locals(whole=Name)
cdef Name _from(Py_ssize_t start, Name name, str text)

@cython.locals(piece=Name)
cdef Name _cut(Name name, Py_ssize_t start, Py_ssize_t end, str kind, str text)
