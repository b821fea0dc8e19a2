cimport cython


cdef class _Table:
    cdef long long[::1] _hashes
    cdef unsigned short[::1] _numbers
    cdef list _letters
    cdef Py_ssize_t _size

    @cython.locals(
        wanted="long long",
        hashes="long long[::1]",
        low=Py_ssize_t,
        high=Py_ssize_t,
        middle=Py_ssize_t,
    )
    cpdef str get(self, str word)


cdef class Gazetteers:
    cdef _Table _packed
    cdef dict _listed, _phrases, _known
    cdef readonly object openers
    cdef readonly frozenset first

    @cython.locals(found=str)
    cpdef str kinds(self, str word)

    cdef str _of(self, str word)

    @cython.locals(words=list, length=Py_ssize_t, found=str)
    cpdef str known(self, str name)

    cpdef tuple phrase(self, list words)
