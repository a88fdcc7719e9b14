extension Situation {
    /// Situations that the schema language has no words for, and why.
    static let notInTheLanguage = [
        "A18": "a dropped field stays in its version, so that no name has to be reserved",
        "A23": "fields are not marked as deprecated",
        "B05": "the only floating-point type is double",
        "B12": "numbers have no units",
        "B14": "bytes have one encoding, base64",
        "B19": "keys of maps are texts without constraints",
        "B27": "there are no tuples",
        "C08": "enums are texts",
        "D14": "readers are always tolerant",
        "E06": "unions are tagged",
        "E07": "a union is tagged, and so is never the same as its struct",
        "F05": "files of a folder see each other without imports",
        "H09": "versions form one chain, so that there is one way from each to each",
        "H16": "there are no downcasters",
        "K05": "the envelope has no schema",
        "K06": "there is no encryption",
        "L03": "fields have no classification",
        "L05": "events have no retention, owner or stability",
    ]

    /// Situations that other tests are about.
    static let testedElsewhere = [
        "G13": "two branches that publish one number are a repeated line of the lock file: LockFileTests",
        "G14": "an empty version is a finding of annals lint: AnnalsEditingTests",
        "G16": "a version whose line is gone from the lock file: LockFileTests",
        "G17": "an edited, missing or orphaned line of the lock file: LockFileTests and the case lock.orphaned",
        "G18": "a line names its canonical form, and an unknown one is refused: LockFileTests",
        "H13": "retired events: the cases event.retired, safe-retired and upcast.fails-part",
        "H14": "retired events: the case safe-retired",
        "I01": "read models are rebuilt, which is the STORE axis: the case projection.changed",
        "I02": "read models are rebuilt, which is the STORE axis: the case projection.changed",
        "I03": "read models are rebuilt, which is the STORE axis: the case projection.changed",
        "I04": "read models are rebuilt, which is the STORE axis: the case projection.changed",
        "I05": "read models are rebuilt, which is the STORE axis: the case projection.changed",
        "I06": "read models are rebuilt, which is the STORE axis: the case projection.changed",
        "I07": "read models are rebuilt, which is the STORE axis: the case projection.changed",
        "I08": "a handler that reads a field which is gone does not load: AnnalsSchemaTests",
        "I09": "an index is no part of a fingerprint: AnnalsSchemaTests",
        "I10": "a renamed read model is another one, and is built anew: the case projection.changed",
        "I11": "the fingerprint follows what a read model reads through every upcaster: AnnalsSchemaTests",
        "I12": "the runtime refuses to continue from another definition's checkpoint: AnnalsTests",
        "J04": "snapshots carry the fingerprint of what they fold, and are ignored when it differs",
        "L01": "the cases policy.lowered and policy.rule-off",
        "L02": "the cases suppression.unused and suppression.expired; a reason is demanded when the schema loads",
        "L04": "access is a matter of generated Swift, which is the SOURCE axis: no finding under any mode",
    ]

    /// Situations that are not judged yet.
    static let notYet = [
        "B03": "that large integers lose digits is not said",
        "H06": "that a step merges values is not said",
        "H12": "that a step invents history is not said",
    ]

    /// Group K: encodings, which are types here.
    static let encodings = [
        Situation("K01", "orderId: string", "order_id: string"),
        Situation("K02", "b: timestamp", "b: int"),
        Situation("K03", "b: int", "b: string"),
        Situation(
            "K04", "b: int?", "b: { type: int, nullable: true }",
            otherwise: Judgement(
                backward: "Y", forward: "Y", reason: "the derived step writes null for nil, and our readers take either"
            )),
    ]
}
