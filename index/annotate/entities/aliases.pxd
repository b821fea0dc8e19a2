cimport cython

from .names cimport Name


cdef class _Cluster:
    cdef public str type, called
    cdef public list ids, names, keys
    cdef public Py_ssize_t longest

    cpdef absorb(self, _Cluster other)


cdef class _Linker:
    cdef list names
    cdef str text
    cdef dict clusters, moved

    cdef list _but_people(self)

    cdef _join(self, _Cluster into, _Cluster other)

    @cython.locals(called=set, homes=dict, words=tuple, kind=str, cluster=_Cluster)
    cdef _types(self)

    @cython.locals(present=set, homes=dict, key=tuple, kind=str, cluster=_Cluster, choices=tuple)
    cdef _listed(self, object own)

    @cython.locals(
        text=str,
        before=Name,
        after=Name,
        letters=str,
        acronyms=list,
        longer=list,
        cluster=_Cluster,
        expansions=dict,
        forms=set,
        key=tuple,
    )
    cdef _acronyms(self)

    cdef _Cluster _of(self, Name name)
    cdef _parts(self)

    @cython.locals(
        holding=dict, keys=list, key=tuple, cluster=_Cluster, home=_Cluster, homes=dict, rivals=list, whole=tuple
    )
    cdef _parts_of(self, str kind, object fits)

    @cython.locals(close=dict, plain=dict, words=tuple, kind=str, joined=str, letters=str, rivals=list, rival=tuple)
    cdef _spellings(self)

    @cython.locals(
        numbers=dict, spellings=list, clusters=list, mentions=list, name=Name, cluster=_Cluster, entities=list, texts=list
    )
    cpdef tuple result(self)


cdef bint _respelled(tuple one, tuple two, bint people)
cdef bint _near(str a, str b)
cpdef tuple _others(list texts, str called)
