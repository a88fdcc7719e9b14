import Annals
import Testing

extension StoreCase {
    static let lifecycle = [
        StoreCase("a closed store says so") { store in
            try await store.append(deposits(1), to: stream(), expecting: .any)
            try await store.close()
            _ = try await storeError(.closed) {
                try await store.append([deposit()], to: stream(), expecting: .any)
            }
            _ = try await storeError(.closed) { try await store.read(stream()) }
            _ = try await storeError(.closed) { try await store.readAll() }
            _ = try await storeError(.closed) { try await store.version(of: stream()) }
            let error = try await storeError(.closed) { try await store.lastPosition() }
            #expect(error.message.contains("closed"))
            try await store.close()
        }
    ]
}
