cpdef long behind(str lower, str kind, bint capital)


cpdef long ahead(str text, str kind, bint capital)


cpdef long role(str text, str lower, str kind)
