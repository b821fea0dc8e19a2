cimport cython

from .quotes_scene cimport Scene


cdef class CueFinder:
    cdef public Scene scene
    cdef public bint foreign
    cdef public dict forms
    cdef public object pairs, firsts
    cdef public list places
    cdef dict _known

    @cython.locals(word=str)
    cpdef at(self, Py_ssize_t token)

    @cython.locals(scene=Scene, lower=list, following=str, before=str, last=Py_ssize_t)
    cdef _find(self, Py_ssize_t token, str word)

    @cython.locals(lower=list, word=str, place=Py_ssize_t)
    cdef bint _passive(self, Py_ssize_t token, object form)

    cpdef list among(self, Py_ssize_t first, Py_ssize_t last)
