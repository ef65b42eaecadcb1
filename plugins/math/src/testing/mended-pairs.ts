/** Answers that a round of fresh pairs found misread, before they were mended: "gold | answer", equal. */
export const MENDED_EQUAL: string = String.raw`
\{x \mid x \in \mathbb{Z}, -1 \le x \le 2\} | \{-1,0,1,2\}
\text{Tuesday} | It is a Tuesday
\frac{2020!}{2018!} | 2020 \cdot 2019
2^{n+1}-2 | 2+4+8+\cdots+2^n
x = \frac{\pi}{4} + k\pi, k \in \mathbb{Z} | x=k\pi+\frac{\pi}{4} (k∈Z)
\frac{\pi}{6}+2k\pi, \frac{5\pi}{6}+2k\pi, k\in\mathbb Z | x = (-1)^n\frac{\pi}{6}+n\pi, n \in \mathbb{Z}
\text{infinite} | infinitely many
\text{even} | The function is even.
\le 5 | ≤ 5
\{1, 4, 9, 16\} | \{n^2 : n = 1,2,3,4\}
\{2,4,6,8,10\} | \{2k \mid 1 \le k \le 5, k \in \mathbb{Z}\}
(0, \infty) | \text{all positive real numbers}
[0, \infty) | \text{all nonnegative real numbers}
x^2 + y^2 = 25 | \sqrt{x^2+y^2} = 5
y = e^x | x = \ln y
5'4'' | 64 \text{ inches}
10 \text{ N} | 10\text{ kg}\cdot\text{m/s}^2
\text{Sunday} | \text{Sun}
\text{October} | Oct.
7 \text{ R } 3 | 7 \text{ remainder } 3
{}_{8}P_{3} | 336
\sum_{n=0}^{\infty} \frac{1}{2^n} | 2
1+x+x^2+\cdots+x^n | \frac{x^{n+1}-1}{x-1}
\sum_{k=1}^{2024} k | \frac{2024\cdot 2025}{2}
\frac{k\pi}{2}, k\in\mathbb{Z} | \frac{n\pi}{2}, n \text{ is an integer}
\text{diverges} | The series diverges
\text{converges} | convergent
\text{isosceles} | isosceles triangle
\text{no} | No, it is not.
\text{neither} | neither even nor odd
\text{quadrant II} | second quadrant
\textbf{(E)}\ \frac{1}{2} | \frac12
1.234.567 | 1234567
x=y=z=1 | (1,1,1)
(1,1,1) | x = y = z = 1
\{x|x<-1或x>2\} | (-\infty,-1)\cup(2,+\infty)
2\sqrt{2}或4 | 4 \text{ or } 2\sqrt{2}
\frac{3}{5}或\frac{4}{5} | \frac{4}{5}, \frac{3}{5}
(\frac{1}{2},1)\cup(1,2) | \frac12<x<2且x\ne1
充分不必要条件 | 充分不必要
\lambda_1 = 2, \lambda_2 = -1 | -1, 2
x(t) = 3\cos(2t) | 3\cos 2t
\dot{x}=-kx | -kx
3/4 | 3/4 of a cup
60 | 60 miles per hour
12 | a dozen
3 | 3 \quad \blacksquare
3 | 3 \square
\text{all real numbers except } 0 | x \ne 0
\text{all real numbers except } 1 \text{ and } 2 | \mathbb{R}\setminus\{1,2\}
\text{Only } n = 3 | n=3
\text{all odd } n | \text{all odd integers } n
1+3+5+\cdots+(2n-1) | n^2
\$3\text{ and }50\text{ cents} | \$3.50
1/2 \text{ hour} | 30 \text{ minutes}
c = \frac{1}{2} | c_{\max} = \frac12
k=2 | \text{The largest } k \text{ is } 2
\text{All } n \geq 3 | n \ge 3
\{3,4,5,\dots\} | \{n \in \mathbb{Z} \mid n \ge 3\}
x \equiv 5 \pmod{12} | x=12k+5
\nabla f = (2x, 2y) | (2x,2y)
\nabla f = \langle 2x, 2y\rangle | 2x\mathbf{i}+2y\mathbf{j}
\infty | \text{diverges to infinity}
\text{converges absolutely} | \text{absolutely convergent}
\int_0^1 x^2\,dx | \int_0^1 t^2\,dt
\begin{bmatrix} 1 \\ 2 \end{bmatrix} | [1, 2]^T
\begin{bmatrix} 1 \\ 2 \end{bmatrix} | (1,2)^T
\operatorname{rank}(A)=2 | 2
A^{-1}=\begin{pmatrix}1&0\\0&2\end{pmatrix} | \begin{pmatrix}1&0\\0&2\end{pmatrix}
3.14 | 3{.}14
2{,}5 \cdot 10^3 | 2500
³√2 | \sqrt[3]{2}
\text{No real roots} | \text{no real solutions}
7{:}45 \text{ AM} | 7:45 a.m.
\text{all real } x | \mathbb{R}
\text{8 and 15} | 8, 15
(1, 0), (-1, 0) | (\pm 1, 0)
(0, \pm 2) | (0,2), (0,-2)
`;

/** Answers that were taken for the gold, and are not. */
export const MENDED_DIFFERENT: string = String.raw`
\varnothing | \{\varnothing\}
5 | \overline{5}1
|z|^2 | z^2
a \equiv b \pmod n | a = b
12\text{ apples}, 3\text{ pears} | 3\text{ apples}, 12\text{ pears}
\begin{pmatrix}1&0&0\\0&1&0\\0&0&1\end{pmatrix} | I_2
(1,1) | [1,1)
x\in[-2,7] | -x\in[-2,7]
25\% | 25\,\text{km}
\emptyset | (t,t^2)
\emptyset | \{\emptyset\}
\{1,2\} | \{\{1\},\{2\}\}
(1,2] | 1,2
(1,2] | \begin{bmatrix}1\\2\end{bmatrix}
1,2 | x\in(1,2)
\lim_{x\to0}f(x)=2 | 5=6
\lim_{x\to0}f(x)=2 | \det(A)=-2
\frac{3^{50}+1}{2} | \sum_{k=0}^{49}3^k
45^\circ | 45\%
6 | 5=6
42 | x=42=43
`;

/** Completions whose answer was not found: gold, completion. */
export const MENDED_TEXTS: readonly (readonly [gold: string, completion: string])[] = [
  ['6', 'The answer is not 5 but 6.'],
  ['7', 'The answer is: 7 (since 3 + 4 = 7).'],
  ['113', 'm + n + p = **113**'],
  ['\\frac{1}{2}', '<answer>\\frac{1}{2}</answer>'],
  ['\\text{no}', 'No, such a triangle does not exist.'],
  ['\\frac{5}{9}', 'This gives 5/9 ≈ 0.556.'],
  ['6', 'We conclude $n=6$. $\\blacksquare$'],
  ['64', '**Total cost: $64**'],
  ['5', 'The answer is 5 apples (2 red, 3 green).'],
  ['0.5', 'The answer is half.'],
  ['2.5', 'The speed is 2.5 m/s.'],
];
