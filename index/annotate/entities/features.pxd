cimport cython

from ..text.words cimport Line, Word


cdef class Reading:
    cdef public list words, starts, ends, capitals, islands, upper, flags

    @cython.locals(words=list, capitals=list, begin=Py_ssize_t, after=Py_ssize_t, opening=Py_ssize_t, word=Word)
    cdef _shouts(self, list openings)

    @cython.locals(
        found=dict,
        words=list,
        flags=list,
        upper=list,
        at=Py_ssize_t,
        word=Word,
        before=Word,
        after=Word,
        bits=long,
        gained=long,
    )
    cdef _evidence(self, set small)

    @cython.locals(
        words=list,
        upper=list,
        first=Py_ssize_t,
        last=Py_ssize_t,
        at=Py_ssize_t,
        word=Word,
        before=Word,
        after=Word,
        telling=long,
        owner=long,
        beyond=long,
        bits=long,
    )
    cdef _surroundings(self, dict found)

    @cython.locals(words=list, flags=list, first=Py_ssize_t, last=Py_ssize_t, at=Py_ssize_t, word=Word)
    cdef _phrases(self, object splitter)


@cython.locals(found=list, at=Py_ssize_t, word=Word)
cdef list _capitals(list words)


@cython.locals(marks=str, found=list, at=Py_ssize_t)
cpdef str shape(str text)


@cython.locals(text=str, lower=str, kind=str, size=Py_ssize_t, found=list)
cpdef list word_keys(Word word)
