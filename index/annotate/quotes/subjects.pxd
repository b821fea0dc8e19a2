cimport cython

from .cues cimport CueFinder
from .phrases cimport Phrase, PhraseFinder
from .scene cimport Scene


cdef class SubjectFinder:
    cdef readonly Scene scene
    cdef readonly CueFinder cues
    cdef readonly PhraseFinder phrases
    cdef readonly object offices, made, bodies

    @cython.locals(
        scene=Scene, lower=list, token=Py_ssize_t, before=Py_ssize_t, word=str, tail=Phrase, phrase=Phrase, joined=Phrase, led=Phrase, office=Phrase, name=Phrase
    )
    cpdef Phrase subject(self, Py_ssize_t cue, Py_ssize_t low)

    @cython.locals(scene=Scene, token=Py_ssize_t, agent=Phrase, phrase=Phrase)
    cdef Phrase _led(self, Py_ssize_t cue, Py_ssize_t low)

    @cython.locals(scene=Scene, noun=Py_ssize_t, start=Py_ssize_t)
    cdef Phrase _office(self, Py_ssize_t link, Py_ssize_t low, Phrase phrase)

    @cython.locals(scene=Scene, left=Phrase, before=Py_ssize_t)
    cdef Phrase _joined_with(self, Phrase phrase, Py_ssize_t low)

    @cython.locals(scene=Scene, word=str)
    cdef bint _needs_subject(self, Py_ssize_t before, Phrase phrase)

    @cython.locals(scene=Scene, lower=list, place=Py_ssize_t, word=str, phrase=Phrase)
    cdef tuple _over_aside(self, Py_ssize_t token, Py_ssize_t low)

    cdef bint _joined(self, Py_ssize_t token)

    @cython.locals(scene=Scene, inner=Phrase, head=Phrase, person=bint)
    cdef Phrase _named_aside(self, Py_ssize_t place, Py_ssize_t token, Py_ssize_t low)

    @cython.locals(scene=Scene, back=Py_ssize_t)
    cdef bint _splits_aside(self, Py_ssize_t place, Py_ssize_t token)

    cdef bint _is_person(self, Phrase phrase)
