cimport cython


@cython.locals(lines=list, begin=Py_ssize_t, piece=str, body=str, start=Py_ssize_t)
cpdef list _paragraphs(str text)

cdef str _last(str line)

@cython.locals(piece=str)
cdef bint _holds(str line, tuple pieces)

cdef bint _is_crosshead(str line)
cpdef bint _is_caption(str line)
