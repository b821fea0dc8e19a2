cimport cython


cdef class Decoder:
    cdef Py_ssize_t _size
    cdef object _enter, _leave, _bounds, _origins, _costs

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
        label=Py_ssize_t,
        begin=Py_ssize_t,
        pair=Py_ssize_t,
        top=Py_ssize_t,
        best=double,
        score=double,
    )
    cpdef void decode(self, double[::1] weights, list starts, object chosen, list labels) except *
