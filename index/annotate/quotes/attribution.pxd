cimport cython

from .cues cimport CueFinder, CueMatch
from .scene cimport Scene
from .phrases cimport Phrase, PhraseFinder
from .subjects cimport SubjectFinder


cdef class Attribution:
    cdef readonly Phrase phrase
    cdef readonly CueMatch cue
    cdef readonly double certainty
    cdef readonly bint strong


cdef class Attributor:
    cdef readonly Scene scene
    cdef readonly CueFinder cues
    cdef readonly PhraseFinder phrases
    cdef readonly SubjectFinder subjects
    cdef readonly object claims, occasions
    cdef dict _bounds

    @cython.locals(
        scene=Scene,
        sentences=tuple,
        low=Py_ssize_t,
        first=Py_ssize_t,
        last=Py_ssize_t,
        end=Py_ssize_t,
        high=Py_ssize_t,
        found=tuple,
    )
    cpdef tuple bounds(self, Py_ssize_t number)

    cpdef str before_word(self, Py_ssize_t low, Py_ssize_t first)

    @cython.locals(
        scene=Scene,
        low=Py_ssize_t,
        first=Py_ssize_t,
        token=Py_ssize_t,
        link=str,
        cue=CueMatch,
        found=Phrase,
        phrase=Phrase,
        outer=Attribution,
        near=bint,
        strong=bint,
    )
    cpdef Attribution before(self, Py_ssize_t number, int classes)

    @cython.locals(lower=list, token=Py_ssize_t, owned=bint, phrase=Phrase)
    cdef Attribution _claimed(self, Py_ssize_t low, Py_ssize_t first)

    @cython.locals(cue=CueMatch, phrase=Phrase)
    cdef Attribution _outer(self, CueMatch inner, Py_ssize_t low)

    @cython.locals(phrase=Phrase, subject=Phrase)
    cdef Phrase _label(self, Py_ssize_t low, Py_ssize_t colon)

    @cython.locals(word=str, named=bint)
    cdef bint _speaks(self, Phrase phrase)

    @cython.locals(scene=Scene, near=Phrase, found=Phrase)
    cdef Phrase _with_speaker(self, CueMatch cue, Py_ssize_t low, Py_ssize_t high)

    cdef bint _left_of(self, CueMatch cue, Py_ssize_t low)

    @cython.locals(token=Py_ssize_t)
    cdef Phrase _agent(self, CueMatch cue, Py_ssize_t high)

    @cython.locals(
        scene=Scene,
        last=Py_ssize_t,
        high=Py_ssize_t,
        token=Py_ssize_t,
        begin=Py_ssize_t,
        word=str,
        cue=CueMatch,
        phrase=Phrase,
        comma=bint,
        near=bint,
        strong=bint,
        certainty=double,
    )
    cpdef Attribution after(self, Py_ssize_t number, int classes, bint only_near)

    @cython.locals(scene=Scene, ending=str, limit=Py_ssize_t)
    cdef tuple _beyond(self, Py_ssize_t number, Py_ssize_t last)

    @cython.locals(first=Py_ssize_t)
    cdef bint _adjacent(self, Phrase phrase, CueMatch cue, Py_ssize_t begin)

    @cython.locals(scene=Scene, subject=Phrase, token=Py_ssize_t)
    cdef Phrase _speaker_after(self, CueMatch cue, Py_ssize_t begin, Py_ssize_t high)

    @cython.locals(token=Py_ssize_t)
    cdef bint _adverbs(self, Py_ssize_t first, Py_ssize_t last)

    @cython.locals(scene=Scene, begin=Py_ssize_t, end=Py_ssize_t, last=Attribution, cue=CueMatch, phrase=Phrase)
    cpdef Attribution in_sentence(self, Py_ssize_t sentence, bint colon=*)

    @cython.locals(
        scene=Scene,
        low=Py_ssize_t,
        first=Py_ssize_t,
        last=Py_ssize_t,
        token=Py_ssize_t,
        link=str,
        follows=bint,
        begins=bint,
        direct=int,
        found=Attribution,
    )
    cpdef Attribution attribute(self, Py_ssize_t number)

    @cython.locals(scene=Scene, token=Py_ssize_t)
    cdef bint _narrates(self, Py_ssize_t first, Py_ssize_t last)

    @cython.locals(cue=CueMatch)
    cdef bint _cue_ends_at(self, Py_ssize_t first)

    @cython.locals(last=Py_ssize_t, high=Py_ssize_t, token=Py_ssize_t)
    cdef bint _alone(self, Py_ssize_t number)
