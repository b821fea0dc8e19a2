cimport cython

from .quotes_cues cimport CueFinder, CueForm
from .quotes_scene cimport Scene


cdef class Phrase:
    cdef readonly Py_ssize_t first, last
    cdef readonly str kind
    cdef readonly bint firm


cdef class PhraseFinder:
    cdef public Scene scene
    cdef public CueFinder cues
    cdef public object function, adverbs, nouns, abbreviations

    @cython.locals(word=str)
    cpdef bint is_adverb(self, Py_ssize_t token)

    cpdef bint is_noun(self, Py_ssize_t token)

    @cython.locals(before=str)
    cdef bint _dot_in_name(self, Py_ssize_t token)

    @cython.locals(scene=Scene, token=Py_ssize_t, known=bint, capital=bint, head=str)
    cdef Phrase _kind(self, Py_ssize_t first, Py_ssize_t last)

    @cython.locals(scene=Scene, lower=list, token=Py_ssize_t, first=Py_ssize_t, word=str)
    cpdef Phrase back(self, Py_ssize_t end, Py_ssize_t low)

    cdef bint _of_name(self, Py_ssize_t token)

    @cython.locals(word=str, form=CueForm)
    cdef bint _verb(self, Py_ssize_t token, Py_ssize_t end)

    @cython.locals(
        scene=Scene, lower=list, token=Py_ssize_t, before=Py_ssize_t, word=str, tail=Phrase, phrase=Phrase, joined=Phrase
    )
    cpdef Phrase subject(self, Py_ssize_t cue, Py_ssize_t low)

    @cython.locals(scene=Scene, left=Phrase, before=Py_ssize_t)
    cdef Phrase _joined_with(self, Phrase phrase, Py_ssize_t low)

    @cython.locals(scene=Scene, word=str)
    cdef bint _needs_subject(self, Py_ssize_t before, Phrase phrase)

    @cython.locals(scene=Scene, lower=list, place=Py_ssize_t, word=str, phrase=Phrase)
    cdef tuple _over_aside(self, Py_ssize_t token, Py_ssize_t low)

    cdef bint _joined(self, Py_ssize_t token)
    @cython.locals(inner=Phrase, head=Phrase)
    cdef Phrase _named_aside(self, Py_ssize_t place, Py_ssize_t token, Py_ssize_t low)

    @cython.locals(scene=Scene, back=Py_ssize_t)
    cdef bint _splits_aside(self, Py_ssize_t place, Py_ssize_t token)

    cdef bint _is_person(self, Phrase phrase)

    @cython.locals(scene=Scene, lower=list, token=Py_ssize_t, begin=Py_ssize_t, named=bint, settled=bint, word=str)
    cpdef Phrase forward(self, Py_ssize_t first, Py_ssize_t high)

    @cython.locals(
        scene=Scene, token=Py_ssize_t, before=Py_ssize_t, governed=bint, after=str, phrase=Phrase, fallback=Phrase
    )
    cpdef Phrase first_subject(self, Py_ssize_t low, Py_ssize_t high)
