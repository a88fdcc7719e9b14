// The cases and their readers use the samples alike.
@_exported public import AnnalsStoreSamples
