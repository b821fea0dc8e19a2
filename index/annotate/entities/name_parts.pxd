cimport cython

@cython.locals(one=tuple, two=tuple)
cpdef bint person_part(tuple short, tuple long)

@cython.locals(one=tuple, two=tuple, generic=bint)
cpdef bint organisation_part(tuple short, tuple long)

cpdef tuple place_within(tuple place)
cdef tuple _unsainted(tuple words)
cdef bint _nickname(str word, tuple team)
cdef tuple _after_initials(tuple firm)
