cimport cython


@cython.locals(begin=Py_ssize_t)
cdef str _word_before(str text, Py_ssize_t low, Py_ssize_t end)


@cython.locals(word=str)
cdef bint _plainly_ends(str text, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t end) except -1


@cython.locals(
    mark=str,
    word=str,
    next_start=Py_ssize_t,
    next_word=str,
    quoted=bint,
)
cdef bint _ends(str text, Py_ssize_t start, object match, Py_ssize_t end) except -1


@cython.locals(spans=list, begin=Py_ssize_t, at=Py_ssize_t, char=Py_UCS4)
cpdef list cut_sentences(str text, Py_ssize_t start, Py_ssize_t end)
