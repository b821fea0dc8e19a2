cimport cython

from .features cimport Reading, word_keys
from ..text.words cimport Word


cdef class Weights:
    cdef Py_ssize_t _size, _width, _learned, _used, _filled
    cdef dict _numbers, _keys, _flags
    cdef float[::1] _weights, _blocks, _words, _rows
    cdef int[::1] _lows, _begins
    cdef long long[::1] _slots, _slot_rows

    cdef _clear_rows(self)

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
        rows=float[::1],
        learned=float[::1],
        label=Py_ssize_t,
    )
    cpdef weigh(self, Reading reading, list places)

    @cython.locals(
        size=Py_ssize_t,
        to=Py_ssize_t,
        learned=float[::1],
        blocks=float[::1],
        key=str,
        number=Py_ssize_t,
        row=Py_ssize_t,
        first=Py_ssize_t,
        at=Py_ssize_t,
    )
    cdef _learn(self, Word word)

    @cython.locals(bits="long long", key="long long", slot=Py_ssize_t)
    cdef Py_ssize_t _pair(self, long long which, Word first, Word second) except -1

    @cython.locals(bits="long long", mask="long long", slot="long long")
    cdef Py_ssize_t _slot(self, long long key) except -1

    @cython.locals(keys="long long[::1]", rows="long long[::1]", at=Py_ssize_t, slot=Py_ssize_t)
    cdef _spread(self)

    cdef Py_ssize_t _flag(self, long flags) except -1

    @cython.locals(size=Py_ssize_t, to=Py_ssize_t, row=Py_ssize_t, at=Py_ssize_t)
    cdef Py_ssize_t _add(self, list names) except -1
