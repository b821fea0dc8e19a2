cdef class Name:
    cdef public Py_ssize_t start, end
    cdef public str type, text, before
    cdef public tuple words
