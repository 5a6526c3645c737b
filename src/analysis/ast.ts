import type { parse } from '@babel/parser';

export type Program = ReturnType<typeof parse>['program'];
type Statement = Program['body'][number];
export type Expression = Extract<Statement, { type: 'ExpressionStatement' }>['expression'];
export type VariableDeclaration = Extract<Statement, { type: 'VariableDeclaration' }>;
export type Declarator = VariableDeclaration['declarations'][number];
export type Pattern = Declarator['id'];
type ObjectExpression = Extract<Expression, { type: 'ObjectExpression' }>;
type ObjectMember = ObjectExpression['properties'][number];
type ImportDeclaration = Extract<Statement, { type: 'ImportDeclaration' }>;
export type Call = Extract<Expression, { type: 'CallExpression' | 'OptionalCallExpression' | 'NewExpression' }>;
export type Member = Extract<Expression, { type: 'MemberExpression' | 'OptionalMemberExpression' }>;
type ClassMember = Extract<Statement, { type: 'ClassDeclaration' }>['body']['body'][number];
type Try = Extract<Statement, { type: 'TryStatement' }>;
type Switch = Extract<Statement, { type: 'SwitchStatement' }>;
type ObjectPatternMember = Extract<Pattern, { type: 'ObjectPattern' }>['properties'][number];
type NamedExport = Extract<Statement, { type: 'ExportNamedDeclaration' }>;

/** The nodes that the rules know; the walk meets others too, which it only passes through. */
export type Node =
  | Program
  | Statement
  | Expression
  | Pattern
  | Declarator
  | ObjectMember
  | ObjectPatternMember
  | ClassMember
  | ImportDeclaration['specifiers'][number]
  | NamedExport['specifiers'][number]
  | NonNullable<Try['handler']>
  | Switch['cases'][number]
  | Call['arguments'][number]
  | Call['callee'];
