cimport cython


cdef class AsciiScanner:
    cdef list _slots
    cdef Py_ssize_t _filled

    @cython.locals(
        found=list,
        data=bytes,
        table=bytes,
        raw="const unsigned char*",
        kinds="const unsigned char*",
        size=Py_ssize_t,
        at=Py_ssize_t,
        end=Py_ssize_t,
        last=Py_ssize_t,
        kind=int,
    )
    cpdef list words(self, str text)

    @cython.locals(
        found=bytearray,
        filled="unsigned char*",
        data=bytes,
        table=bytes,
        sums=bytes,
        raw="const unsigned char*",
        kinds="const unsigned char*",
        crcs="const unsigned char*",
        size=Py_ssize_t,
        at=Py_ssize_t,
        number=Py_ssize_t,
        end=Py_ssize_t,
        last=Py_ssize_t,
        place=Py_ssize_t,
        entry=Py_ssize_t,
        kind=int,
        crc="unsigned int",
        low="unsigned int",
        high="unsigned int",
    )
    cpdef bytearray checksums(self, str text, bint figures)

    @cython.locals(
        capitals=bytearray,
        others=bytearray,
        filled_capitals="unsigned char*",
        filled_others="unsigned char*",
        data=bytes,
        sums=bytes,
        raw="const unsigned char*",
        crcs="const unsigned char*",
        size=Py_ssize_t,
        at=Py_ssize_t,
        number=Py_ssize_t,
        number_others=Py_ssize_t,
        entry=Py_ssize_t,
        code="unsigned int",
        first="unsigned int",
        crc="unsigned int",
        low="unsigned int",
        high="unsigned int",
    )
    cpdef tuple token_checksums(self, str text)

    @cython.locals(
        found=bytearray,
        filled="unsigned char*",
        sums=bytes,
        crcs="const unsigned char*",
        word=str,
        length=Py_ssize_t,
        place=Py_ssize_t,
        number=Py_ssize_t,
        entry=Py_ssize_t,
        code="unsigned int",
        crc="unsigned int",
        low="unsigned int",
        high="unsigned int",
    )
    cpdef bytearray checksums_of(self, list words)

    @cython.locals(end=Py_ssize_t, first=Py_ssize_t, before=Py_ssize_t)
    cdef Py_ssize_t _end(self, const unsigned char* raw, const unsigned char* kinds, Py_ssize_t at, Py_ssize_t size) noexcept

    @cython.locals(slots=list, length=Py_ssize_t, key="unsigned long", place=Py_ssize_t, slot=Py_ssize_t, word=str)
    cdef str _word(self, const unsigned char* raw, Py_ssize_t at, Py_ssize_t end)
