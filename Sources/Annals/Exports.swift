@_exported public import AnnalsFunctions
@_exported public import AnnalsJSON
@_exported public import AnnalsPattern
@_exported public import AnnalsValues
