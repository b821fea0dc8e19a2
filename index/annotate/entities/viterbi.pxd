cimport cython


cdef class Decoder:
    cdef Py_ssize_t _size
    cdef double[::1] _enter, _leave, _costs
    cdef int[::1] _bounds, _origins

    @cython.locals(
        size=Py_ssize_t,
        enter=double[::1],
        leave=double[::1],
        bounds=int[::1],
        origins=int[::1],
        costs=double[::1],
        values=double[::1],
        scores=double[::1],
        following=double[::1],
        back="unsigned char[::1]",
        number=Py_ssize_t,
        first=Py_ssize_t,
        last=Py_ssize_t,
        at=Py_ssize_t,
        row=Py_ssize_t,
        end=Py_ssize_t,
        label=Py_ssize_t,
        begin=Py_ssize_t,
        pair=Py_ssize_t,
        top=Py_ssize_t,
        best=double,
        score=double,
    )
    cpdef void decode(self, double[::1] weights, list starts, object chosen, list labels) except *
