cimport cython

from ..text.words cimport Splitter
from .names cimport Name


@cython.locals(name=Name, kept=Name, owner=Name, whole=list, apart=list, found=list, named=set)
cpdef list with_firms(object names, str text, Splitter splitter)

cdef bint _joins_owner(Name owner, Name name)

cdef Name _typed(Name name, str text, Splitter splitter, set named)

cdef Name _retyped(Name name, str text, str kind)

@cython.locals(name=Name)
cdef list _shortened(list names, str text, set named, Splitter splitter)
