cimport cython

from .quotes_scene cimport Scene
from .speakers_phrases cimport Phrase


cdef class Resolver:
    cdef readonly Scene scene
    cdef readonly object people, bodies, documents, nouns
    cdef readonly list history, by_type
    cdef dict _genders, _titles, _heads, _spellings, _surnames

    cpdef str gender(self, entity)

    @cython.locals(words=set)
    cdef str _find_gender(self, entity)

    @cython.locals(
        scene=Scene,
        lower=list,
        titles=dict,
        words=set,
        number=Py_ssize_t,
        first=Py_ssize_t,
        last=Py_ssize_t,
        token=Py_ssize_t,
        word=str,
    )
    cpdef dict titles(self)

    cpdef resolve(self, Phrase phrase)

    cdef _entity(self, entity, double confidence)

    @cython.locals(scene=Scene, token=Py_ssize_t, begin=Py_ssize_t, end=Py_ssize_t, possessive=bint, after=list, rest=set)
    cdef _named(self, Phrase phrase)

    @cython.locals(scene=Scene)
    cdef bint _holds_person(self, Phrase phrase, Py_ssize_t number)

    cdef _by_text(self, str text)

    @cython.locals(scene=Scene, text=str, head=str, rest=str, last=Py_ssize_t, noun=bint)
    cdef str _words(self, Phrase phrase)

    @cython.locals(scene=Scene, words=list, text=str, head=str, word=str, place=Py_ssize_t)
    cdef _nominal(self, Phrase phrase)

    cdef set _words_of(self, entity)

    @cython.locals(word=str)
    cdef _pronoun(self, Phrase phrase)

    cdef bint _is_thing(self, resolved)
    cdef _thing_before(self, Py_ssize_t token)

    @cython.locals(
        scene=Scene,
        spoken=dict,
        seen=dict,
        here=Py_ssize_t,
        distance=Py_ssize_t,
        number=Py_ssize_t,
        first=Py_ssize_t,
        last=Py_ssize_t,
        known=str,
        score=double,
        runner=double,
        best=tuple,
    )
    cdef _person_before(self, Py_ssize_t token, str gender)

    @cython.locals(scene=Scene, first=Py_ssize_t, before=Py_ssize_t)
    cdef bint _is_subject(self, Py_ssize_t token)
