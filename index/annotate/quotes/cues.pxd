cimport cython

from .scene cimport Scene


cdef class CueForm:
    cdef readonly int classes
    cdef readonly bint gerund, base, plural


cdef class CueMatch:
    cdef readonly Py_ssize_t first, last, object
    cdef readonly int classes
    cdef readonly bint gerund, passive, according, plural, base


cdef class CueFinder:
    cdef public Scene scene
    cdef public bint foreign
    cdef public dict forms
    cdef public object pairs, firsts
    cdef public list places
    cdef dict _known

    @cython.locals(word=str, found=CueMatch)
    cpdef CueMatch at(self, Py_ssize_t token)

    @cython.locals(scene=Scene, lower=list, following=str, before=str, last=Py_ssize_t, form=CueForm, passive=bint, saying=Py_ssize_t, quoted=CueMatch)
    cdef CueMatch _find(self, Py_ssize_t token, str word)

    @cython.locals(lower=list, place=Py_ssize_t)
    cdef Py_ssize_t _saying(self, Py_ssize_t token)

    @cython.locals(lower=list, place=Py_ssize_t)
    cdef Py_ssize_t _quoting(self, Py_ssize_t saying) except -2

    @cython.locals(lower=list, word=str, place=Py_ssize_t)
    cdef bint _passive(self, Py_ssize_t token, CueForm form)

    cpdef list among(self, Py_ssize_t first, Py_ssize_t last)

    @cython.locals(places=list, found=list, number=Py_ssize_t, token=Py_ssize_t, match=CueMatch)
    cpdef list between(self, Py_ssize_t first, Py_ssize_t last)
