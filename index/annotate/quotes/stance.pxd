cimport cython

from .cues cimport CueMatch
from .scene cimport Scene


@cython.locals(lower=list, last=Py_ssize_t, link=str, before=str, opens=bint, stance=str)
cpdef object read_cue(Scene scene, CueMatch cue, str kind, Py_ssize_t content)


cpdef bint is_listed(Scene scene, CueMatch cue)


@cython.locals(
    lower=list,
    first=Py_ssize_t,
    token=Py_ssize_t,
    low=Py_ssize_t,
    place=Py_ssize_t,
    word=str,
    negated=bint,
    refused=bint,
    modal=bint,
)
cpdef object turn_of(Scene scene, CueMatch cue)


cdef bint _light(str word)


@cython.locals(lower=list, token=Py_ssize_t, word=str, condition=bint, modal=bint)
cpdef bint is_conditional(Scene scene, Py_ssize_t first, Py_ssize_t last)
