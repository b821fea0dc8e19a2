cimport cython

from ..text.words cimport Splitter
from .names cimport Name


@cython.locals(
    name=Name,
    part=Name,
    whole=Name,
    found=list,
    several=list,
    people=list,
    full=set,
    known=set,
    surnames=set,
    shared=set,
    firms=set,
    firm=bint,
)
cpdef list repaired(object names, str text, Splitter splitter)

cdef object _parts(Name name, set surnames, str text, Splitter splitter)

cdef Name _untagged(Name name, str text)

@cython.locals(piece=Name)
cdef Name _piece(Name name, Py_ssize_t start, Py_ssize_t end, str text, str before)

@cython.locals(hyphened=bint, end=Py_ssize_t, kind=str, first=Name)
cdef Name _personal(Name name, str text, set full, Splitter splitter)

@cython.locals(whole=Name)
cdef Name _first_name(Name name, str text, Splitter splitter)

cdef bint _is_given(str word, Splitter splitter)

cdef bint _listed(str name, Splitter splitter)
