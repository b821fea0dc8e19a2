cimport cython


@cython.locals(begin=Py_ssize_t)
cdef str _word_before(str text, Py_ssize_t low, Py_ssize_t end)


@cython.locals(
    mark=str,
    stop=Py_ssize_t,
    word=str,
    next_start=Py_ssize_t,
    next_word=str,
    quoted=bint,
)
cdef bint _ends(str text, Py_ssize_t start, object match, Py_ssize_t end) except -1


@cython.locals(spans=list, begin=Py_ssize_t)
cpdef list cut_sentences(str text, Py_ssize_t start, Py_ssize_t end)
