import Annals

/// What a store of consumers has to do when no lease ends, as simply as it can be said.
struct ConsumerModel {
    struct Partition: Hashable {
        var epoch = 0
        var member: Int?
        var position = 0
    }

    /// What a member was given.
    struct Claim: Hashable {
        var partition: Int
        var epoch: Int
        var member: Int
        var position: Int
    }

    private(set) var partitions = Array(repeating: Partition(), count: StoreOperation.partitions)

    mutating func claim(_ number: Int, as member: Int) -> Claim? {
        guard partitions[number].member ?? member == member else { return nil }
        partitions[number].epoch += 1
        partitions[number].member = member
        return Claim(
            partition: number, epoch: partitions[number].epoch, member: member, position: partitions[number].position)
    }

    /// How a commit ends; nil when it is done.
    mutating func commit(_ position: Int, under claim: Claim) -> ConsumerError.Code? {
        guard isNewest(claim) else { return .fenced }
        guard position >= partitions[claim.partition].position else { return .behind }
        partitions[claim.partition].position = position
        return nil
    }

    mutating func release(_ claim: Claim) {
        if isNewest(claim) { partitions[claim.partition].member = nil }
    }

    mutating func leave(_ member: Int) {
        for number in partitions.indices where partitions[number].member == member { partitions[number].member = nil }
    }

    private func isNewest(_ claim: Claim) -> Bool {
        (partitions[claim.partition].epoch, partitions[claim.partition].member) == (claim.epoch, claim.member)
    }
}

/// A group of a random history: the store's answers beside the model's.
struct ConsumerTrial {
    var store: any ConsumerStore
    private var model = ConsumerModel()
    /// What was claimed at which step.
    private var claims: [Int: (claim: PartitionClaim, model: ConsumerModel.Claim)] = [:]

    private static let group = "trial"
    private static let lease = Duration.seconds(1_000_000)

    init(_ store: any ConsumerStore) {
        self.store = store
    }

    /// Does a step; gives what differs from the model.
    mutating func run(_ work: StoreOperation.Work, step: Int) async throws -> String? {
        switch work {
        case .claim(let partition, let member):
            _ = try await store.join(
                Self.group, partitions: StoreOperation.partitions, as: "\(member)", lease: Self.lease)
            let wanted = model.claim(partition, as: member)
            let found = try await store.claim(partition, of: Self.group, as: "\(member)", lease: Self.lease)
            if let found, let wanted { claims[step] = (found, wanted) }
            let given = found.map { claim in
                ConsumerModel.Claim(
                    partition: claim.partition.number, epoch: claim.epoch, member: Int(claim.member) ?? -1,
                    position: claim.position)
            }
            return given == wanted ? nil : "\(String(describing: given)), not \(String(describing: wanted))"
        case .commit(let step, let position):
            guard let (claim, known) = claims[step] else { return nil }
            let wanted = model.commit(position, under: known)
            let found: ConsumerError.Code?
            do throws(ConsumerError) {
                try await store.commit(position, under: claim)
                found = nil
            } catch {
                found = error.code
            }
            return found == wanted ? nil : "\(String(describing: found)), not \(String(describing: wanted))"
        case .release(let step):
            guard let (claim, known) = claims[step] else { return nil }
            model.release(known)
            try await store.release(claim)
        case .leave(let member):
            model.leave(member)
            try await store.leave(Self.group, as: "\(member)")
        }
        let state = try await store.state(of: Self.group)
        let found = state?.positions ?? model.partitions.map(\.position)
        return found == model.partitions.map(\.position) ? nil : "positions are \(found)"
    }
}
