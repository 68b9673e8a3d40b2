import { only, scalar, unbroadcast, type Rule, type RuleContext } from './rule.ts';

/** Each wanted input's gradient, summed to its shape. */
function perInput(context: RuleContext, gradients: readonly (() => string)[]) {
  const { graph, node, wanted, shapeOf } = context;
  const whole = shapeOf(node.outputs[0] ?? '');
  return node.inputs.map((name, index) =>
    wanted[index]
      ? unbroadcast(graph, gradients[index]?.() ?? '', whole, shapeOf(name))
      : undefined,
  );
}

/** y = a + b: da = dy, db = dy. */
export const add: Rule = (context) => {
  const dy = only(context);
  return perInput(context, [() => dy, () => dy]);
};

/** y = a b: da = dy b, db = dy a. */
export const mul: Rule = (context) => {
  const { graph, node } = context;
  const dy = only(context);
  const [a = '', b = ''] = node.inputs;
  return perInput(context, [() => graph.node('Mul', [dy, b]), () => graph.node('Mul', [dy, a])]);
};

/** y = a / b: da = dy / b, db = -dy y / b. */
export const div: Rule = (context) => {
  const { graph, node } = context;
  const dy = only(context);
  const [, b = ''] = node.inputs;
  const share = () => graph.node('Div', [dy, b]);
  const y = node.outputs[0] ?? '';
  return perInput(context, [share, () => graph.node('Neg', [graph.node('Mul', [share(), y])])]);
};

/** y = e^x: dx = dy y. */
export const exp: Rule = (context) => [
  context.graph.node('Mul', [only(context), context.node.outputs[0] ?? '']),
];

/** y = sqrt(x): dx = dy / (2 y). */
export const sqrt: Rule = (context) => {
  const { graph, node } = context;
  const twice = graph.node('Mul', [node.outputs[0] ?? '', scalar(graph, 2)]);
  return [graph.node('Div', [only(context), twice])];
};
