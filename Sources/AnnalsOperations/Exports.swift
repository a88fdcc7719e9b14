// What is observed are stores and projections of the runtime.
@_exported public import Annals
