extension EventEnvelope {
    /// The member of ``extra`` with the attributes of a CloudEvent that have no other place.
    static let foreign = "cloudevents"
    /// The namespace of ids that are no UUIDs: that of URLs in RFC 9562, because the source of a CloudEvent is one.
    private static let namespace = UniqueID(high: 0x6BA7_B811_9DAD_11D1, low: 0x80B4_00C0_4FD4_30C8)

    /// Reads an envelope in either form. Members that are not known are left out, except for attributes of CloudEvents,
    /// which are kept in ``extra`` and written again.
    ///
    /// Throws ``EnvelopeError`` when it is no object, has no `type` or no payload, or has a member of the wrong kind.
    public init(json: JSONValue) throws(EnvelopeError) {
        guard case .object(let object) = json else { throw EnvelopeError("an envelope is a JSON object") }
        let form = EnvelopeForm(of: json)
        let (keys, members) = (form.keys, EnvelopeMembers(object: json))
        guard let type = try members.text(keys.type) else { throw EnvelopeError("the envelope has no 'type'") }
        guard let data = json[keys.data] else {
            throw EnvelopeError(
                json["data_base64"] == nil
                    ? "the envelope has no 'data'" : "the payload is in 'data_base64'; events here are JSON in 'data'")
        }
        self.init(type: type, version: try members.number(keys.version), data: data)
        switch form {
        case .annals: id = try members.parsed(keys.id, "uuid") { UniqueID($0) }
        case .cloudEvents:
            guard let text = try members.text(keys.id), !text.isEmpty else {
                throw EnvelopeError("a CloudEvent has an 'id', which is not empty")
            }
            // Elsewhere ids are any texts; the same text is the same id.
            let source = try members.text("source") ?? ""
            id = UniqueID(text) ?? EventEnvelope.namespace.derived("\(source) \(text)")
        }
        stream = try members.text(keys.stream)
        streamVersion = try members.number(keys.streamVersion)
        position = try members.number(keys.position)
        time = try members.parsed(keys.time, "timestamp") { Timestamp($0) }
        userId = try members.text(keys.userId)
        correlationId = try members.text(keys.correlationId)
        causationId = try members.text(keys.causationId)
        extra = try EventEnvelope.extra(members, form)
        if form == .cloudEvents { try keepForeign(object, keys) }
    }

    /// The envelope as a JSON object. What is not known is left out.
    public func json(as form: EnvelopeForm = .annals) -> JSONValue {
        let keys = form.keys
        var object: OrderedMap<JSONValue> = [:]
        var extra = extra
        if form == .cloudEvents {
            object["specversion"] = .string("1.0")
            object["source"] = .string("/\(EventEnvelope.uri(stream.flatMap { StreamName($0)?.category } ?? type))")
            object["datacontenttype"] = .string("application/json")
        }
        object[keys.id] = id.map { .string($0.description) }
        object[keys.type] = .string(type)
        object[keys.version] = version.map { .integer($0) }
        object[keys.stream] = stream.map { .string($0) }
        object[keys.streamVersion] = streamVersion.map { number($0, form) }
        object[keys.position] = position.map { number($0, form) }
        object[keys.time] = time.map { .string($0.description) }
        object[keys.userId] = userId.map { .string($0) }
        object[keys.correlationId] = correlationId.map { .string($0) }
        object[keys.causationId] = causationId.map { .string($0) }
        if form == .cloudEvents, case .object(let attributes)? = extra?[EventEnvelope.foreign] {
            for attribute in attributes { object[attribute.key] = attribute.value }
            extra?[EventEnvelope.foreign] = nil
        }
        if let extra, !extra.isEmpty {
            // Attributes are no objects.
            object[keys.extra] = form == .annals ? .object(extra) : .string(JSONValue.object(extra).text)
        }
        object[keys.data] = data
        return .object(object)
    }

    private func number(_ number: Int, _ form: EnvelopeForm) -> JSONValue {
        form == .annals ? .integer(number) : .string(String(number))
    }

    private static func extra(
        _ members: EnvelopeMembers, _ form: EnvelopeForm
    ) throws(EnvelopeError) -> OrderedMap<JSONValue>? {
        let key = form.keys.extra
        switch (form, members.value(key)) {
        case (_, nil): return nil
        case (.annals, .object(let object)): return object
        case (.cloudEvents, .string(let text)):
            guard case .object(let object)? = try? JSONValue(parsing: text) else {
                throw members.wrong(key, .string(text), "a JSON object in a string")
            }
            return object
        case (_, .some(let value)):
            throw members.wrong(key, value, form == .annals ? "an object" : "a JSON object in a string")
        }
    }

    /// Keeps what the envelope would not write by itself.
    private mutating func keepForeign(_ object: OrderedMap<JSONValue>, _ keys: EnvelopeForm.Keys) throws(EnvelopeError)
    {
        guard object["specversion"] == .string("1.0") else {
            throw EnvelopeError("'specversion' in the envelope is not \"1.0\", which is the one that is read")
        }
        guard case .string(let source)? = object["source"], !source.isEmpty else {
            throw EnvelopeError("a CloudEvent has a 'source', which is not empty")
        }
        guard case .object(let own) = json(as: .cloudEvents) else { return }
        var attributes = OrderedMap<JSONValue>()
        for member in object where member.value != .null && member.key != keys.extra && own[member.key] != member.value
        {
            // A number may be written in another way.
            if [keys.data, keys.streamVersion, keys.position, keys.version, keys.time].contains(member.key) {
                continue
            }
            attributes[member.key] = member.value
        }
        guard !attributes.isEmpty else { return }
        extra = extra ?? [:]
        extra?[EventEnvelope.foreign] = .object(attributes)
    }

    /// A text as part of a URI.
    private static func uri(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
