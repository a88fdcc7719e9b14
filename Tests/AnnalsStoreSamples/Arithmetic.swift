import Annals

/// The sum, or an error as expressions have it.
func sum(_ left: Int, _ right: Int) throws(EvaluationError) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    guard !overflow else { throw EvaluationError(.overflow, "\(left) + \(right) does not fit an int") }
    return sum
}
