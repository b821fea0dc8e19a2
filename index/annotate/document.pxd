cimport cython


@cython.locals(
    words=list,
    starts=list,
    ends=list,
    start=Py_ssize_t,
    end=Py_ssize_t,
    piece=str,
    mark=str,
    word=str,
)
cdef tuple _tokens(str text)
