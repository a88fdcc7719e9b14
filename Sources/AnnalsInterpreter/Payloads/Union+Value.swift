import AnnalsEvaluation
import AnnalsSchema
import AnnalsValues

extension Union {
    /// The member that keeps an object whose tag is not known; no tag has this name.
    static let unknown = "$unknown"

    /// The tag and every alternative, none of which is there: what expressions see of a union.
    var noAlternative: OrderedMap<Value> {
        var members: OrderedMap<Value> = [discriminator: .string("")]
        for alternative in cases { members[alternative.tag] = .optional(nil) }
        return members
    }
}
