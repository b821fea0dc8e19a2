cimport cython

from ..text.words cimport Splitter
from .names cimport Name


@cython.locals(name=Name, kept=Name, found=list, common=list, given=set)
cpdef list retyped(object names, str text, Splitter splitter)

cdef bint _has_given(Name name, Splitter splitter)

@cython.locals(other=Name)
cdef Name _as(Name name, str kind, str text)

cdef Name _body(Name name, str text, Splitter splitter)

cdef Name _capitals(Name name, str text)

@cython.locals(words=list, given=bint, alone=bint, surname=bint)
cdef Name _place(Name name, str text, Splitter splitter)

@cython.locals(last=str, titled=bint)
cdef Name _person(Name name, str text, frozenset bodies)
