internal import Annals
internal import Foundation

extension UniqueID {
    /// The 16 bytes, as events store them.
    var blob: Data { Data(bytes) }

    /// Reads 16 bytes.
    init?(blob: Data) {
        self.init(bytes: [UInt8](blob))
    }
}
