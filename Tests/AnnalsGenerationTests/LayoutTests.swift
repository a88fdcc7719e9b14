import Testing

@testable import AnnalsGeneration

@Suite("Layout")
struct LayoutTests {
    private func text(_ layout: Layout) -> String {
        var printer = CodePrinter()
        printer.line(layout)
        return printer.text
    }

    private func call(_ name: String, _ count: Int) -> Layout {
        .call(name, (0..<count).map { .labelled("argument\($0)", .text("value\($0)")) })
    }

    @Test("keeps what fits on one line")
    func fits() {
        #expect(text(call("f", 2)) == "f(argument0: value0, argument1: value1)\n")
    }

    @Test("moves arguments to a line of their own, then each to one")
    func breaks() {
        let prefix = String(repeating: "x", count: 60)
        #expect(
            text(call(prefix, 4)).hasPrefix("\(prefix)(\n    argument0: value0, argument1: value1, argument2: value2,"))
        #expect(text(call("f", 8)).hasPrefix("f(\n    argument0: value0,\n    argument1: value1,\n"))
    }

    @Test("ends the last element of a broken array with a comma, and no argument")
    func commas() {
        let items = (0..<9).map { Layout.text("\"element number \($0)\"") }
        #expect(text(.list(open: "[", items: items, close: "]")).hasSuffix("\"element number 8\",\n]\n"))
        #expect(text(call("f", 8)).hasSuffix("argument7: value7\n)\n"))
    }

    @Test("breaks before operators")
    func operators() {
        let operand = Layout.text(String(repeating: "x", count: 50))
        #expect(
            text(.operands([operand, operand, operand], operators: ["?", ":"]))
                == "\(operand.flat)\n    ? \(operand.flat)\n    : \(operand.flat)\n")
    }
}
