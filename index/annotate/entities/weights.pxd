cimport cython

from .features cimport Reading, word_keys
from ..text.words cimport Word


cdef class Weights:
    cdef Py_ssize_t _size, _width, _learned, _used
    cdef dict _numbers, _keys, _pairs, _flags
    cdef double[::1] _weights, _blocks, _words, _rows

    cpdef forget(self)

    @cython.locals(
        size=Py_ssize_t,
        words=list,
        flags=list,
        weights=double[::1],
        to=Py_ssize_t,
        at=Py_ssize_t,
        reach=Py_ssize_t,
        beside=Py_ssize_t,
        word=Word,
        before=Word,
        after=Word,
        row=Py_ssize_t,
        left=Py_ssize_t,
        right=Py_ssize_t,
        around=Py_ssize_t,
        flag=Py_ssize_t,
        rows=double[::1],
        label=Py_ssize_t,
    )
    cpdef weigh(self, Reading reading, list places)

    @cython.locals(width=Py_ssize_t, to=Py_ssize_t, key=str, row=Py_ssize_t, at=Py_ssize_t)
    cdef _learn(self, Word word)

    @cython.locals(bits="long long", key="long long")
    cdef Py_ssize_t _pair(self, long long which, Word first, Word second) except -1

    cdef Py_ssize_t _flag(self, long flags) except -1

    @cython.locals(size=Py_ssize_t, to=Py_ssize_t, row=Py_ssize_t, at=Py_ssize_t)
    cdef Py_ssize_t _add(self, list names) except -1
