cimport cython

from .cues cimport CueFinder
from .phrases cimport Phrase, PhraseFinder
from .scene cimport Scene


cdef class SubjectFinder:
    cdef public Scene scene
    cdef public CueFinder cues
    cdef public PhraseFinder phrases
    cdef public object offices, bodies, people, finite
    cdef dict _found

    cpdef Phrase subject(self, Py_ssize_t cue, Py_ssize_t low)

    @cython.locals(
        scene=Scene,
        lower=list,
        token=Py_ssize_t,
        before=Py_ssize_t,
        word=str,
        tail=Phrase,
        phrase=Phrase,
        joined=Phrase,
        stepped=bint,
    )
    cdef Phrase _find(self, Py_ssize_t cue, Py_ssize_t low)
