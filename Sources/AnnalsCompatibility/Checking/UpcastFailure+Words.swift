import AnnalsFunctions
import AnnalsInterpreter
import AnnalsJSON

extension UpcastFailure {
    /// The rule that is violated.
    var rule: CompatibilityRule {
        switch reason {
        case .evaluation, .noPart, .unknownVersion, .invalid: .upcastFails
        case .unwritable: .upcastUnwritable
        case .result: .upcastResult
        case .custom: .upcastCustom
        }
    }

    /// The message of a finding.
    var message: String {
        switch reason {
        case .custom:
            "the step of \(event) from version \(from) to \(to) is a Swift function, which cannot be checked here"
        default:
            part == nil
                ? "\(event) version \(from) does not always become version \(to)"
                : "the retired \(event) does not always become what takes its place"
        }
    }

    /// The step or part that fails.
    var stepName: String {
        switch part {
        case nil: "the step from version \(from) to \(to)"
        case 0: "the retirement"
        case .some(let number): "part \(number) of the retirement"
        }
    }

    /// What happens to the witness.
    var consequence: String {
        switch reason {
        case .evaluation(let error): "fails\(pointer.isEmpty ? "" : " at \(pointer)"): \(error)"
        case .unwritable(let number): "gives \(number) at \(pointer), which JSON cannot write"
        case .result(let violations): "makes a payload that is refused: \(violations.first?.description ?? "")"
        case .noPart: "has no 'when' that is met"
        case .custom, .invalid, .unknownVersion: "cannot be taken here"
        }
    }

    /// The smallest change that helps.
    var suggestion: String {
        switch reason {
        case .evaluation(let error): TotalForm.advice(for: error.kind)
        case .unwritable:
            "bound the result in the expression, such as 'x > 1e300 ? 1e300 : x'; for events to come, "
                + "give the operands a maximum in a new version"
        case .result(let violations):
            switch violations.first?.keyword {
            case "minLength", "minItems", "minProperties":
                "give the empty case a value, such as 'size(x) == 0 ? … : x', or loosen the constraint"
            case "enum": "map every old value to one that the new version has, or keep the old value in the enum"
            default: "handle the case with a condition in the expression, or loosen the constraint"
            }
        case .custom: "test the function in your program, then publish with 'annals lock --acknowledge'"
        case .noPart: "add an event without 'when', or say 'otherwise: drop'"
        case .invalid, .unknownVersion: "check the versions of the event"
        }
    }
}
