cimport cython

from .attribution cimport Attribution
from .cues cimport CueFinder, CueForm, CueMatch
from .scene cimport Scene
from .phrases cimport Phrase, PhraseFinder
from .subjects cimport SubjectFinder


cdef class IndirectFinder:
    cdef readonly Scene scene
    cdef readonly CueFinder cues
    cdef readonly PhraseFinder phrases
    cdef readonly SubjectFinder subjects
    cdef readonly object prepositions, occasions, claims, times, finite, telling, saying, promises, requests, claim_verbs

    @cython.locals(
        first=Py_ssize_t, last=Py_ssize_t, low=Py_ssize_t, lower=list, token=Py_ssize_t, places=list, cue=CueMatch
    )
    cpdef list find(self, Py_ssize_t sentence)

    @cython.locals(end=Py_ssize_t)
    cdef Py_ssize_t _next_joined(self, object found, Py_ssize_t high)

    @cython.locals(phrase=Phrase, unsaid=bint)
    cdef object _of(self, CueMatch cue, Py_ssize_t low, Py_ssize_t high)

    @cython.locals(lower=list, word=str, token=Py_ssize_t, begin=Py_ssize_t, listener=Phrase, phrase=Phrase)
    cdef object _asked(self, CueMatch cue, Py_ssize_t low, Py_ssize_t high)

    @cython.locals(token=Py_ssize_t)
    cdef bint _beside(self, Phrase phrase, CueMatch cue)

    @cython.locals(word=str)
    cdef bint _plural(self, Phrase phrase)

    @cython.locals(
        lower=list, token=Py_ssize_t, place=Py_ssize_t, word=str, following=str, form=CueForm, cue=CueMatch, finite=bint
    )
    cdef Py_ssize_t _end(self, Py_ssize_t begin, Py_ssize_t high)

    @cython.locals(lower=list, phrase=Phrase)
    cdef Phrase _speaker(self, CueMatch cue, Py_ssize_t low)

    @cython.locals(lower=list, word=str)
    cdef object _clause_after(self, CueMatch cue, Py_ssize_t high)

    @cython.locals(lower=list, token=Py_ssize_t, place=Py_ssize_t, tells=bint, word=str)
    cdef object _content(self, CueMatch cue, Py_ssize_t high)

    @cython.locals(scene=Scene, word=str, token=Py_ssize_t)
    cdef bint _bridges(self, Py_ssize_t first, Py_ssize_t last, bint tells)

    @cython.locals(scene=Scene, lower=list, listener=Phrase, end=Py_ssize_t)
    cdef object _after_occasion(self, Py_ssize_t token, Py_ssize_t high, bint tells)

    @cython.locals(scene=Scene, word=str, opened=bint, subject=Phrase)
    cdef bint _clause(self, Py_ssize_t token, Py_ssize_t high, bint said)

    @cython.locals(lower=list, place=Py_ssize_t, word=str)
    cdef bint _finite(self, Py_ssize_t first, Py_ssize_t last)

    @cython.locals(
        scene=Scene,
        lower=list,
        phrase=Phrase,
        start=Py_ssize_t,
        after=Py_ssize_t,
        tail=Py_ssize_t,
        found=Attribution,
    )
    cdef object _trailing(self, CueMatch cue, Py_ssize_t low, Py_ssize_t high)

    @cython.locals(
        scene=Scene, lower=list, phrase=Phrase, found=Attribution, before=str, end=Py_ssize_t, place=Py_ssize_t
    )
    cdef object _according(self, CueMatch cue, Py_ssize_t low, Py_ssize_t high)

    @cython.locals(
        scene=Scene, lower=list, place=Py_ssize_t, stop=Py_ssize_t, end=Py_ssize_t, phrase=Phrase, cue=CueMatch
    )
    cdef object _rejected(self, Py_ssize_t token, Py_ssize_t low, Py_ssize_t high)

    @cython.locals(scene=Scene)
    cdef object _make(self, Py_ssize_t first, Py_ssize_t last, Attribution found)
