import Foundation
import PayloadTrials

/// libFuzzer's loop; it reads the arguments that it has besides our own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

private let fuzzer = PayloadFuzzer(.stress)

/// `PayloadFuzzer [libFuzzer's options] corpus-folder`: fills an empty folder with payloads and lets libFuzzer damage them.
/// What generated code, interpreter and reference disagree about ends the program, as a crash does.
@main
enum PayloadFuzzerMain {
    static func main() throws {
        if let folder = CommandLine.arguments.last, folder.hasSuffix("/") {
            for (number, input) in fuzzer.corpus(seed: 1).enumerated() {
                try Data(input).write(to: URL(filePath: folder).appending(path: "seed-\(number)"))
            }
        }
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        exit(runDriver(&count, &arguments, attempt))
    }

    private static let attempt: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt = { start, count in
        let input = Array(UnsafeBufferPointer(start: start, count: count))
        guard let outcome = fuzzer.run(input) else { return 0 }
        if !outcome.problems.isEmpty {
            fatalError("\(fuzzer.text(input)):\n\(outcome.problems.joined(separator: "\n"))")
        }
        return 0
    }
}
