cimport cython

from .cues cimport CueFinder, CueForm, CueMatch
from .scene cimport Scene


cdef class Phrase:
    cdef readonly Py_ssize_t first, last
    cdef readonly str kind
    cdef readonly bint firm


cdef class PhraseFinder:
    cdef public Scene scene
    cdef public CueFinder cues
    cdef public object function, adverbs, finite, nouns, abbreviations

    @cython.locals(word=str)
    cpdef bint is_adverb(self, Py_ssize_t token)

    cpdef bint is_noun(self, Py_ssize_t token)

    @cython.locals(before=str)
    cpdef bint dot_in_name(self, Py_ssize_t token)

    @cython.locals(scene=Scene, token=Py_ssize_t, known=bint, capital=bint, head=str)
    cdef Phrase _kind(self, Py_ssize_t first, Py_ssize_t last)

    @cython.locals(scene=Scene, lower=list, token=Py_ssize_t, first=Py_ssize_t, word=str)
    cpdef Phrase back(self, Py_ssize_t end, Py_ssize_t low)

    cdef bint _of_name(self, Py_ssize_t token)

    @cython.locals(word=str, form=CueForm)
    cdef bint _verb(self, Py_ssize_t token, Py_ssize_t end)

    cpdef Phrase quoted(self, CueMatch cue)

    @cython.locals(scene=Scene, lower=list, token=Py_ssize_t, begin=Py_ssize_t, named=bint, settled=bint, word=str, person=Py_ssize_t, job=Py_ssize_t)
    cpdef Phrase forward(self, Py_ssize_t first, Py_ssize_t high)

    @cython.locals(scene=Scene)
    cdef bint _joined(self, Py_ssize_t token)

    cpdef Phrase cited(self, CueMatch cue, Py_ssize_t high)

    @cython.locals(
        scene=Scene, token=Py_ssize_t, before=Py_ssize_t, governed=bint, after=str, phrase=Phrase, fallback=Phrase
    )
    cpdef Phrase first_subject(self, Py_ssize_t low, Py_ssize_t high)
