public import AnnalsCompatibility
public import ArgumentParser

extension ReportFormat: ExpressibleByArgument {
    /// What `--help` says beside the name of the format.
    public var defaultValueDescription: String { purpose }
}
