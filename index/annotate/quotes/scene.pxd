cimport cython


cdef class Scene:
    cdef public object document, entities, mentions
    cdef public str text
    cdef public list marks, words, starts, ends, lower, inside, mention_tokens, mention_of, _sentences

    @cython.locals(inside=list, number=Py_ssize_t, token=Py_ssize_t)
    cdef list _inside(self)

    @cython.locals(
        starts=list, total=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t
    )
    cdef _place_mentions(self)

    cpdef Py_ssize_t token_at(self, Py_ssize_t place)

    @cython.locals(numbers=list)
    cpdef Py_ssize_t sentence_of(self, Py_ssize_t token)

    @cython.locals(word=str)
    cpdef bint is_word(self, Py_ssize_t token)

    @cython.locals(word=str)
    cpdef bint is_capital(self, Py_ssize_t token)

    @cython.locals(first=Py_ssize_t)
    cpdef bint opens_sentence(self, Py_ssize_t token)

    cpdef str slice(self, Py_ssize_t first, Py_ssize_t last)
