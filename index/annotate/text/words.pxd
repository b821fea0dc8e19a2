cimport cython

from .signs cimport ahead, behind, role


cdef class Word:
    cdef public str text, lower, kind
    cdef public bint capital, joins, opens, particle, people, recurs
    cdef public Py_ssize_t block
    cdef public long form, behind, ahead, before, after, role


cdef str _kind(str text, str lower, bint capital, object lists, frozenset common)


cdef class Line:
    cdef public list words, starts, ends, openings
    cpdef open(self)
    cpdef split(self, object parts, Py_ssize_t at)


cdef class Splitter:
    cdef public object lists
    cdef object _common, _abbreviations
    cdef dict _words, _forms, _single, _compound
    cdef Word _dot

    cpdef Word word(self, str text)

    @cython.locals(kept=dict, word=Word)
    cpdef list forget(self, Py_ssize_t most)

    cpdef tuple parts(self, str text)

    @cython.locals(
        texts=list,
        begins=list,
        stops=list,
        single=dict,
        line=Line,
        words=list,
        starts=list,
        ends=list,
        first=Py_ssize_t,
        last=Py_ssize_t,
        at=Py_ssize_t,
        text=str,
        word=Word,
    )
    cpdef Line words(self, object document)


@cython.locals(
    found=list,
    first=Py_ssize_t,
    last=Py_ssize_t,
    at=Py_ssize_t,
    end=Py_ssize_t,
    place=Py_ssize_t,
    gap=Py_ssize_t,
    word=Word,
)
cpdef list islands(list words, list capitals)
