cimport cython

from .cues cimport CueFinder, CueForm, CueMatch
from .phrases cimport Phrase, PhraseFinder
from .scene cimport Scene
from .subjects cimport SubjectFinder


cdef class IndirectFinder:
    cdef public Scene scene
    cdef public CueFinder cues
    cdef public PhraseFinder phrases
    cdef public SubjectFinder subjects
    cdef public object clauses, ends, prepositions, claims, telling, saying, promises, requests, claim_verbs

    @cython.locals(lower=list, places=list, results=list, token=Py_ssize_t, low=Py_ssize_t, cue=CueMatch)
    cpdef list find(self, Py_ssize_t sentence)

    cdef object _of(self, CueMatch cue, Py_ssize_t low, Py_ssize_t high)

    @cython.locals(lower=list, word=str, token=Py_ssize_t, begin=Py_ssize_t, listener=Phrase, phrase=Phrase)
    cdef object _asked(self, CueMatch cue, Py_ssize_t low, Py_ssize_t high)

    @cython.locals(lower=list, token=Py_ssize_t)
    cdef bint _beside(self, Phrase phrase, CueMatch cue)

    @cython.locals(word=str)
    cdef bint _plural(self, Phrase phrase)

    @cython.locals(lower=list, phrase=Phrase)
    cdef Phrase _speaker(self, CueMatch cue, Py_ssize_t low)

    cdef Phrase _behind(self, CueMatch cue, Py_ssize_t high)

    @cython.locals(phrase=Phrase)
    cdef Phrase _inverted(self, CueMatch cue, Py_ssize_t high)

    @cython.locals(
        scene=Scene,
        lower=list,
        start=Py_ssize_t,
        after=Py_ssize_t,
        tail=Py_ssize_t,
        inverted=bint,
        phrase=Phrase,
    )
    cdef object _trailing(self, CueMatch cue, Py_ssize_t low, Py_ssize_t high)

    @cython.locals(scene=Scene, lower=list, phrase=Phrase, before=str, end=Py_ssize_t, place=Py_ssize_t)
    cdef object _according(self, CueMatch cue, Py_ssize_t low, Py_ssize_t high)

    @cython.locals(scene=Scene, high=Py_ssize_t)
    cdef object _make(self, Py_ssize_t first, Py_ssize_t last, object found)


@cython.locals(number=Py_ssize_t)
cpdef list narration(Scene scene)
