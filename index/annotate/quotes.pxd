cimport cython

from .quotes_attribution cimport Attribution, Attributor
from .quotes_cues cimport CueFinder
from .quotes_scene cimport Scene
from .speakers cimport Resolver
from .speakers_phrases cimport Phrase, PhraseFinder


cdef class _Writer:
    cdef readonly Scene scene
    cdef readonly object config
    cdef readonly CueFinder cues
    cdef readonly PhraseFinder phrases
    cdef readonly Attributor attributor
    cdef readonly Resolver resolver

    cdef Py_ssize_t words(self, mark)

    @cython.locals(scene=Scene, opening=str, link=str, ending=str, whole=bint, said=bint)
    cdef bint is_direct(self, Py_ssize_t number, Py_ssize_t low, Py_ssize_t first, Attribution attribution)

    cdef bint _running(self, Py_ssize_t first)

    @cython.locals(scene=Scene, low=Py_ssize_t, first=Py_ssize_t, size=Py_ssize_t, link=str)
    cdef bint keeps(self, Py_ssize_t number, Attribution attribution, bint direct)

    @cython.locals(
        scene=Scene,
        drafts=list,
        number=Py_ssize_t,
        total=Py_ssize_t,
        low=Py_ssize_t,
        first=Py_ssize_t,
        chain=Py_ssize_t,
        found=Attribution,
        direct=bint,
        numbers=list,
    )
    cpdef list drafts(self)

    @cython.locals(scene=Scene, here=Py_ssize_t, there=Py_ssize_t, place=Py_ssize_t, begins=bint)
    cdef Py_ssize_t _chain(self, Py_ssize_t number)

    @cython.locals(scene=Scene, first=Py_ssize_t, last=Py_ssize_t)
    cdef bint _resumes(self, Py_ssize_t above, Py_ssize_t number)

    @cython.locals(
        scene=Scene,
        place=Py_ssize_t,
        number=Py_ssize_t,
        first=Py_ssize_t,
        sentence=Py_ssize_t,
        block=Py_ssize_t,
        steps=Py_ssize_t,
        cursor=Py_ssize_t,
        gap=Py_ssize_t,
        spoken=Attribution,
        near=bint,
    )
    cpdef inherit(self, list drafts)

    @cython.locals(last=Py_ssize_t)
    cdef Py_ssize_t _last_sentence(self, draft)

    cdef Attribution _weaken(self, Attribution found, double factor)

    @cython.locals(scene=Scene)
    cdef Attribution _introduced(self, Py_ssize_t sentence)

    cdef write(self, item)
    cdef turn(self, item)
    cdef indirect(self, item)
    cdef speaker(self, Attribution found)

    @cython.locals(words=list, plural=bint)
    cdef resolve(self, Phrase phrase)
