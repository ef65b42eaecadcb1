/** Equal sets, intervals, tuples, matrices and equations, one pair a line, divided by " | ". */
export const STRUCTURES: string = String.raw`
\{1,2,3\} | \{3,2,1\}
\{1,2,3\} | 1, 2, 3
\{1,2,3\} | {1,2,3}
\{1,2,3\} | \left\{1,2,3\right\}
\{1,2,3\} | \lbrace 1,2,3\rbrace
\{1,2,3\} | 1,2 \text{ and } 3
\{1,2,3\} | x\in\{1,2,3\}
\{1,2,3\} | x = 1, 2, 3
\{1,2,3\} | x=1, x=2, x=3
\{1,2,3\} | x=1\text{ or }x=2\text{ or }x=3
\{1,2,3\} | x_1=1, x_2=2, x_3=3
\{\frac{1}{2}, -3\} | \{-3, 0.5\}
\{5\} | 5
\{5\} | x=5
\{\} | \emptyset
\varnothing | \{\}
\emptyset | \text{None}
\emptyset | \text{no solutions}
\{1\}\cup\{2\} | \{1,2\}
\{1,2\}\cup\{3\} | \{1,2,3\}
\{1,2,3\}\setminus\{2\} | \{1,3\}
\{1,2,3\}\cap\{2,3,4\} | \{2,3\}
\{x\mid x^2=4\} | \{-2,2\}
\{x : x = 2\} | \{2\}
\{a,b,c\} | \{c,a,b\}
\{\{1\},\{2\}\} | \{\{2\},\{1\}\}
\{(1,2),(3,4)\} | \{(3,4),(1,2)\}
\{-1,1\} | \pm1
\{-1,1\} | x=\pm 1
\{2k : k\in\mathbb{Z}\} | \{2n \mid n\in\mathbb{Z}\}
\{0,1,2,\ldots\} | \{0, 1, 2, \dots\}
\{1,2,\dots,10\} | \{1,2,3,\ldots,10\}
\{1,2,\dots,5\} | \{1,2,3,4,5\}
\{\sqrt2,\sqrt3\} | \{3^{1/2},2^{1/2}\}
\{0,\pi\} | \{0^\circ,180^\circ\}
\{x\in\mathbb{R}\mid x\ge2\} | [2,\infty)
\{x: x>2, x\neq 3\} | (2,3)\cup(3,\infty)
\{x \in \mathbb{N} : x < 4\} | \{1,2,3\}
\{n\in\mathbb{Z}: |n|\le 1\} | \{-1,0,1\}
\{x\mid -1<x<1\} | (-1,1)
\{y \in \mathbb{R} \mid y \neq 0\} | (-\infty,0)\cup(0,\infty)
(-\infty,2)\cup(2,\infty) | \mathbb{R}\setminus\{2\}
(-\infty,2)\cup(2,\infty) | x\ne2
(-\infty,2)\cup(2,\infty) | (2,\infty)\cup(-\infty,2)
(-\infty,2)\cup(2,+\infty) | \mathbb{R}-\{2\}
(-\infty,2)\cup(2,\infty) | x<2\text{ or }x>2
[2,5) | 2\le x<5
[2,5) | x\ge2 \text{ and } x<5
[2,5) | \{x\mid2\leq x<5\}
[2,5) | 5>x\geq2
[2,5[ | [2,5)
(2,5] | ]2,5]
(0,1)\cup(1,2) | 0<x<2, x\neq1
(0,1)\cup(1,2) | x\in(0,1)\cup(1,2)
[-3,3] | |x|\le3
[-3,3] | -3\le x\le3
(-\infty,-3)\cup(3,\infty) | |x|>3
(-\infty,-3)\cup(3,\infty) | x<-3 \lor x>3
(1,5) | |x-3|<2
(\frac12,\infty) | x>\frac12
(0.5,\infty) | 2x>1
(0,\infty) | \mathbb{R}^{+}
(0,\infty) | \mathbb{R}_{>0}
[0,\infty) | \mathbb{R}_{\geq 0}
(-\infty,\infty) | \mathbb{R}
(-\infty,\infty) | x\in\mathbb{R}
(-\infty,\infty) | \text{all reals}
(-\infty,\infty) | \text{all real numbers}
(-\infty, \infty) | -\infty<x<\infty
[1,2]\cup[3,4] | 1\le x\le2\text{ or }3\le x\le4
[1,2]\cup[2,3] | [1,3]
(-\infty,3] | x\leq3
(-\infty,3] | x≤3
(-\infty,3] | 3\geq x
(-∞, 3] | x <= 3
(-oo, 3] | x <= 3
(-inf, 3] | x <= 3
(3, inf) | x > 3
[\sqrt2, 2) | \sqrt2\le x<2
(a,b) | a<x<b
x>5 | 5<x
x>5 | 2x>10
x>5 | -x<-5
x\ge 5 | x>=5
x \geqslant 5 | x ≥ 5
x\nleq 5 | x>5
m\in(-2,2) | -2<m<2
a\ge1 | a\in[1,\infty)
a\ge1 | [1,+\infty)
k<-1\text{ or }k>2 | k\in(-\infty,-1)\cup(2,\infty)
0<x<1 | x\in(0,1)
0<x<1 | x>0, x<1
0 < x \text{ and } x < 1 | (0,1)
1<x\leq 2 | (1;2]
x \in [0; 1] | [0,1]
x\in(-1,0)\cup(0,1) | 0<|x|<1
x^2-4>0 | |x|>2
x^2\le 9 | [-3,3]
x+y<3 | y<3-x
2x+3y\ge6 | y\ge2-\frac{2x}{3}
3x - y > 2 | y < 3x-2
x\neq 0 | x \ne 0
x\ne\pm1 | x\neq1, x\neq-1
x\ne\pm1 | x \neq 1 \text{ and } x\neq -1
x \ne 1,2 | x\neq 1, x\ne 2
[0,2\pi) | 0\le\theta<2\pi
[0, 360^\circ) | 0^\circ\le x<360^\circ
(1,2) | (1, 2)
(1,2) | \left(1,2\right)
(1,2) | (1.0,2.0)
(1,2) | x=1,y=2
(1,2) | (x,y)=(1,2)
(1,2) | \left(\frac{2}{2},\frac{4}{2}\right)
(1,2) | x = 1 \text{ and } y = 2
(1,2) | \{x=1,y=2\}
(1,2,3) | \langle1,2,3\rangle
(1,2,3) | \begin{pmatrix}1\\2\\3\end{pmatrix}
(1,2,3) | \begin{bmatrix}1&2&3\end{bmatrix}
(1,2,3) | \begin{pmatrix}1&2&3\end{pmatrix}^T
(1,-2) | \mathbf{i}-2\mathbf{j}
\langle 1,-2\rangle | \vec{i}-2\vec{j}
\langle 1,-2, 3\rangle | \hat{i}-2\hat{j}+3\hat{k}
(3,\frac{\pi}{2}) | \left(3, \frac{\pi}{2}\right)
(0,0),(1,1) | (1,1),(0,0)
(0,0),(1,1) | (0,0)\text{ and }(1,1)
(0,0),(1,1) | \{(0,0),(1,1)\}
(0,0),(1,1) | (x,y)=(0,0),(1,1)
(0,0),(1,1) | (x,y)\in\{(0,0),(1,1)\}
(0,0),(1,1) | x=0,y=0\text{ or }x=1,y=1
(2;3) | (2,3)
A(1,2) | (1,2)
P = (1,2) | (1,2)
(a,b,c) = (1,2,3) | (1,2,3)
a=1,b=2,c=3 | (1,2,3)
a=1, b=2, c=3 | c=3, a=1, b=2
a = 1;\ b = 2 | a=1, b=2
a=1\\b=2 | a=1,b=2
(\sqrt2,1) | (2^{0.5},1)
(x+1, x-1) | (1+x,-1+x)
\begin{pmatrix}1\\2\end{pmatrix} | \begin{bmatrix}1\\2\end{bmatrix}
\begin{pmatrix}1\\2\end{pmatrix} | \binom{1}{2}
\begin{pmatrix}1\\2\end{pmatrix} | \left(\begin{array}{c}1\\2\end{array}\right)
\begin{pmatrix}1&0\\0&1\end{pmatrix} | \begin{bmatrix}1&0\\0&1\end{bmatrix}
\begin{pmatrix}1&0\\0&1\end{pmatrix} | [[1,0],[0,1]]
\begin{pmatrix}1&0\\0&1\end{pmatrix} | I
\begin{pmatrix}2&4\\6&8\end{pmatrix} | 2\begin{pmatrix}1&2\\3&4\end{pmatrix}
\begin{pmatrix} \frac12 & 0\\ 0&\frac12\end{pmatrix} | \begin{pmatrix}0.5&0\\0&0.5\end{pmatrix}
\begin{pmatrix}1&2\\3&4\end{pmatrix}^{-1} | \begin{pmatrix}-2&1\\1.5&-0.5\end{pmatrix}
\begin{pmatrix}1&1\\0&1\end{pmatrix}^2 | \begin{pmatrix}1&2\\0&1\end{pmatrix}
\begin{vmatrix}a&b\\c&d\end{vmatrix} | ad-bc
\begin{pmatrix}\cos\theta&-\sin\theta\\\sin\theta&\cos\theta\end{pmatrix} | \begin{bmatrix}\cos\theta & -\sin\theta\\ \sin\theta & \cos\theta\end{bmatrix}
\begin{pmatrix}-7\\16\\5\end{pmatrix} | (-7,16,5)
\begin{pmatrix} 1 \\ 0 \end{pmatrix} + t \begin{pmatrix} 2 \\ 1 \end{pmatrix} | \begin{pmatrix} 1+2t \\ t \end{pmatrix}
(1,0)+t(2,1) | (1+2t,t)
2x-y+3=0 | y=2x+3
2x-y+3=0 | 4x-2y=-6
y=2x+3 | y-3=2x
x^2+y^2=25 | \frac{x^2}{25}+\frac{y^2}{25}=1
\frac{x^2}{4}+\frac{y^2}{9}=1 | 9x^2+4y^2=36
(x-1)^2+(y+2)^2=9 | x^2-2x+y^2+4y-4=0
y^2=8x | x=\frac{y^2}{8}
y=\frac{1}{2}x+1 | x-2y+2=0
\frac{x-1}{2}=\frac{y+1}{3} | 3x-2y=5
xy=k | y=\frac{k}{x}
y=\sqrt{x} | \sqrt{x}=y
x=1 | 2x=2
x = -\frac{b}{2a} | -\frac{b}{2a}
F=ma | a=\frac{F}{m}
E = mc^2 | mc^2
E=mc^2 | m c^{2}
a^2+b^2=c^2 | c^2=a^2+b^2
x^2-5x+6=0 | (x-2)(x-3)=0
x^2 - 3x + 2 | (x-1)(x-2)
r=2\cos\theta | r = 2 \cos \theta
\rho = 2 \sin \phi | 2 \sin\phi
y' + y = 0 | y'=-y
\frac{dy}{dx}=xy | y'=xy
y=Ce^{2x} | C e^{2x}
y = c_1 e^x + c_2 e^{-x} | y=C_1e^{x}+C_2e^{-x}
y=\frac{x^2}{2}+C | y = \frac{1}{2}x^2 + c
\frac{x^3}{3} + C | \frac{x^3}{3}+K
\sin x + C | C+\sin(x)
\ln|x|+C | \ln |x| + c
-\frac{1}{x}+C | -x^{-1}+C
\frac{1}{2}\sin^2 x+C | -\frac{1}{4}\cos 2x+C
\ln|2x|+C | \ln|x|+C
\arctan x + C | \tan^{-1}(x)+C
x=5 | 5
x = 5 | 5 = x
x=5 | x\;=\;5
n=10 | n = 10
\theta=30^\circ | 30^\circ
\angle ABC=60^\circ | 60
AB=5 | 5
AB = 5\text{ cm} | 5
S_{\triangle ABC}=6 | 6
f(2)=7 | 7
P(X=2)=0.3 | 0.3
\Delta H = -100\text{ kJ} | -100\text{ kJ}
a_{10}=29 | 29
a_n=3n-1 | 3n-1
f(x)=x^2+1 | x^2+1
f(x)=x^2+1 | y=x^2+1
f'(x)=2x | 2x
f^{-1}(x)=\frac{x-3}{2} | y=\frac{x-3}{2}
g(f(x))=2x+1 | 2x+1
(f\circ g)(x)=4x^2 | 4x^2
\overrightarrow{AB}=(1,2) | (1,2)
x+y=5 | x+y = 5
k=\pm2 | \pm2
k=-2\text{ or }2 | \pm 2
x=2,\ x=-2 | x=\pm2
x_{1,2}=\pm2 | \pm 2
x_{1}=2,x_{2}=3 | 2,3
x_{1}=2,x_{2}=3 | x=2\text{ or }3
x=2\text{ or }x=3 | 3, 2
x=2 \lor x=3 | \{2,3\}
x=2 \vee x=3 | \{2,3\}
x=2 | \{2\}
x=2\text{ only} | x=2
a=1, b=-1 | b=-1, a=1
\lambda_1=1,\lambda_2=3 | 1,3
\text{Width}=5,\text{ Length}=8 | 5, 8
p=\frac{1}{2} | p = 0.5
n\equiv 1\pmod{2} | n \equiv 1 (\bmod 2)
x\equiv 3\pmod{7} | x \equiv 3 \mod 7
x\equiv 3\pmod{7} | 3 (mod 7)
x \equiv -1 \pmod 5 | x\equiv 4\pmod 5
`;
